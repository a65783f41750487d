package org.scepter.platform;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of a JSON object as they were written. Every fault is collected with the field's name,
 * so that a caller sees all of them at once; a null counts as missing.
 */
public final class JsonFields {
  private static final int MAX_ITEMS = 1000;
  private static final int MAX_TEXT = 32_768;

  private final JsonObject object;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Problem.FieldFault> faults = new ArrayList<>();

  public JsonFields(JsonObject object) {
    this.object = object;
  }

  /** Records a fault; the first one of a field stands. */
  public void fault(String field, String message) {
    if (faults.stream().noneMatch(fault -> fault.field().equals(field))) {
      faults.add(new Problem.FieldFault(field, message));
    }
  }

  /** All faults so far, with one for each field that nobody has asked for. */
  public List<Problem.FieldFault> faults() {
    List<Problem.FieldFault> all = new ArrayList<>(faults);
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        all.add(new Problem.FieldFault(printable(name), "is not a field of this request"));
      }
    }
    return all;
  }

  /** {@code value} if there is no fault, else 422 with every one of them. */
  public <T> Result<T> orFaults(java.util.function.Supplier<T> value) {
    List<Problem.FieldFault> all = faults();
    return all.isEmpty() ? Result.of(value.get()) : Result.refused(Problem.invalid(all));
  }

  public Optional<String> text(String name) {
    return read(name, "must be a string", JsonFields::textOf);
  }

  /** A string of at most {@code maxLength} characters that has to be there. */
  public Optional<String> needed(String name, int maxLength) {
    JsonValue written = object.get(name);
    if (written == null || written == JsonValue.NULL) {
      known.add(name);
      fault(name, "is needed");
      return Optional.empty();
    }
    return text(name, maxLength);
  }

  /** A string of at most {@code maxLength} characters. */
  public Optional<String> text(String name, int maxLength) {
    return read(
        name,
        "must be a string of at most " + maxLength + " characters",
        value ->
            value instanceof JsonString string && string.getString().length() <= maxLength
                ? Optional.of(string.getString())
                : Optional.empty());
  }

  /** A whole number. */
  public Optional<Integer> integer(String name) {
    return read(name, "must be a whole number", JsonFields::integerOf);
  }

  public Optional<Boolean> flag(String name) {
    return read(name, "must be true or false", JsonFields::flagOf);
  }

  /** A list of strings. */
  public Optional<List<String>> texts(String name) {
    return read(name, "must be a list of at most " + MAX_ITEMS + " strings", JsonFields::textsOf);
  }

  /** An object whose values are strings. */
  public Optional<Map<String, String>> entries(String name) {
    return read(name, "must be an object whose values are strings", JsonFields::entriesOf);
  }

  /**
   * A list of objects, each to be read by itself; what is found wrong with one belongs to its list
   * by {@link #takeFaults}.
   */
  public Optional<List<JsonFields>> objects(String name, int maxItems) {
    return read(
        name,
        "must be a list of at most " + maxItems + " objects",
        value ->
            value instanceof JsonArray array
                    && array.size() <= maxItems
                    && array.stream().allMatch(JsonObject.class::isInstance)
                ? Optional.of(
                    array.stream().map(item -> new JsonFields(item.asJsonObject())).toList())
                : Optional.empty());
  }

  /** Takes over the faults of an inner object, which stands at {@code where}. */
  public void takeFaults(String where, JsonFields inner) {
    inner.faults().forEach(fault -> fault(where + "." + fault.field(), fault.message()));
  }

  /** Whether the object is {@code whole} and nothing else. */
  public boolean isAll(JsonObject whole) {
    known.addAll(object.keySet());
    return object.equals(whole);
  }

  private <T> Optional<T> read(
      String name, String accepted, Function<JsonValue, Optional<T>> reader) {
    known.add(name);
    JsonValue written = object.get(name);
    if (written == null || written == JsonValue.NULL) {
      return Optional.empty();
    }
    Optional<T> value = reader.apply(written);
    if (value.isEmpty()) {
      fault(name, accepted);
    }
    return value;
  }

  private static Optional<String> textOf(JsonValue value) {
    return value instanceof JsonString string && string.getString().length() <= MAX_TEXT
        ? Optional.of(string.getString())
        : Optional.empty();
  }

  private static Optional<Integer> integerOf(JsonValue value) {
    if (!(value instanceof JsonNumber number) || number.toString().length() > 11) {
      return Optional.empty();
    }
    try {
      return Optional.of(number.bigDecimalValue().intValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> flagOf(JsonValue value) {
    return value == JsonValue.TRUE || value == JsonValue.FALSE
        ? Optional.of(value == JsonValue.TRUE)
        : Optional.empty();
  }

  private static Optional<List<String>> textsOf(JsonValue value) {
    if (!(value instanceof JsonArray array) || array.size() > MAX_ITEMS) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue item : array) {
      Optional<String> text = textOf(item);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Optional.of(texts);
  }

  private static Optional<Map<String, String>> entriesOf(JsonValue value) {
    if (!(value instanceof JsonObject entries)) {
      return Optional.empty();
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> entry : entries.entrySet()) {
      Optional<String> text = textOf(entry.getValue());
      if (text.isEmpty()) {
        return Optional.empty();
      }
      all.put(entry.getKey(), text.get());
    }
    return Optional.of(all);
  }

  // A stranger's word in an answer and in the audit: short and harmless, or not at all.
  private static String printable(String name) {
    return name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "?";
  }
}
