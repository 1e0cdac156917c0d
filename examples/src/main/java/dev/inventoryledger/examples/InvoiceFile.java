package dev.inventoryledger.examples;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Sku;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a shop's invoices from a CSV file, plain or gzip. */
final class InvoiceFile {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> COLUMNS =
            List.of("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate");
    private static final int GZIP_MAGIC = 0x1f;

    private final List<Invoice> invoices = new ArrayList<>();
    private List<String> header = List.of();
    private long line = 1;

    static List<Invoice> read(Path file) {
        InvoiceFile reading = new InvoiceFile();
        try (Reader text = open(file);
                CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text)) {
            Iterator<CsvRecord> records = csv.iterator();
            reading.readHeader(records);
            while (records.hasNext()) {
                reading.readRow(records.next());
            }
            return reading.invoices;
        } catch (NoSuchFileException missing) {
            throw new MalformedInputException(file + ": no such file", missing);
        } catch (IOException
                | UncheckedIOException
                | CsvParseException
                | IllegalArgumentException
                | DateTimeException unreadable) {
            String reason =
                    String.valueOf(unreadable.getMessage()).lines().findFirst().orElse("");
            String message = file + ", line " + reading.line + ": " + reason;
            throw new MalformedInputException(message, unreadable);
        }
    }

    private static Reader open(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file));
        int first = in.read();
        if (first >= 0) {
            in.unread(first);
        }
        InputStream bytes = first == GZIP_MAGIC ? new GZIPInputStream(in) : in;
        return new InputStreamReader(bytes, StandardCharsets.UTF_8);
    }

    private void readHeader(Iterator<CsvRecord> records) {
        header = records.hasNext() ? records.next().getFields() : List.of();
        header = header.stream().map(name -> name.replace("\uFEFF", "").trim()).toList();
        for (String column : COLUMNS) {
            check(header.contains(column), "missing column " + column);
        }
    }

    private void readRow(CsvRecord row) {
        line = row.getStartingLineNumber();
        String number = named(row, "InvoiceNo");
        Instant date = LocalDateTime.parse(field(row, "InvoiceDate"), DATE).toInstant(ZoneOffset.UTC);
        Invoice.Row read =
                new Invoice.Row(new Sku(named(row, "StockCode")).value(), field(row, "Description"), quantity(row));
        if (invoices.isEmpty() || !invoices.get(invoices.size() - 1).number().equals(number)) {
            invoices.add(new Invoice(number, date, new ArrayList<>()));
        }
        Invoice invoice = invoices.get(invoices.size() - 1);
        invoice.rows().add(read);
        // Complains here, where the line is known, if the ledger could not take the texts.
        Origin.of(number + "-writeoff").because(invoice.description());
    }

    private long quantity(CsvRecord row) {
        String text = field(row, "Quantity").trim();
        try {
            long quantity = Long.parseLong(text);
            check(quantity != 0, "Quantity is zero");
            return quantity;
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("Quantity is no whole number: " + text, noNumber);
        }
    }

    private String field(CsvRecord row, String column) {
        int index = header.indexOf(column);
        check(index < row.getFieldCount(), "missing column " + column);
        return row.getField(index);
    }

    private String named(CsvRecord row, String column) {
        String value = field(row, column).trim();
        check(!value.isEmpty(), column + " is blank");
        return value;
    }

    private static void check(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** A field as CSV, quoted where it must be. */
    static String quoted(String value) {
        return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
