package org.scepter.monitoring;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The forms in which entries leave the server. */
final class AuditText {
  /** What spreadsheets take for the start of a formula. */
  private static final String FORMULA = "=+-@\t\r";

  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "time",
          "actor",
          "listener",
          "address",
          "action",
          "object",
          "outcome",
          "reason",
          "transaction");

  private AuditText() {}

  /** RFC 4180, with the line end. */
  static String csvHeader() {
    return String.join(",", COLUMNS) + "\r\n";
  }

  /** RFC 4180, with the line end; no cell is a formula to a spreadsheet. */
  static String csv(AuditEntry entry) {
    return List.of(
                Long.toString(entry.id()),
                entry.at().toString(),
                entry.actor(),
                entry.listener(),
                entry.address(),
                entry.action(),
                entry.object(),
                entry.outcome().name(),
                entry.reason(),
                entry.transaction())
            .stream()
            .map(AuditText::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  private static String cell(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = isFormula ? "'" + text : text;
    return NEEDS_QUOTES.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  static JsonObject json(AuditEntry entry) {
    return Json.createObjectBuilder()
        .add("id", entry.id())
        .add("time", entry.at().toString())
        .add("actor", entry.actor())
        .add("listener", entry.listener())
        .add("address", entry.address())
        .add("action", entry.action())
        .add("object", entry.object())
        .add("outcome", entry.outcome().name())
        .add("reason", entry.reason())
        .add("transaction", entry.transaction())
        .build();
  }
}
