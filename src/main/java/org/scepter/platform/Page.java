package org.scepter.platform;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of a list is asked for.
 *
 * @param after the name or id behind which it starts, empty for the beginning
 * @param limit how many at most, 1 to {@link #MAX_LIMIT}
 */
public record Page(String after, int limit) {
  /** Most items that one answer holds. */
  public static final int MAX_LIMIT = 200;

  public Page {
    Objects.requireNonNull(after);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items");
    }
  }

  /** As the query parameters say it; 422 if {@code limit} is not within 1 to 200. */
  public static Result<Page> of(String after, String limit) {
    int items;
    try {
      items = limit == null ? 50 : Integer.parseInt(limit);
    } catch (NumberFormatException e) {
      items = 0;
    }
    if (items < 1 || items > MAX_LIMIT) {
      return Result.refused(
          Problem.invalid(List.of(new Problem.FieldFault("limit", "must be 1 to " + MAX_LIMIT))));
    }
    return Result.of(new Page(after == null ? "" : after, items));
  }

  /** Cuts {@code found}, for which one item more than the limit was looked up. */
  public <T> Items<T> cut(List<T> found, Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Items<>(found, Optional.empty());
    }
    return new Items<>(found.subList(0, limit), Optional.of(cursor.apply(found.get(limit - 1))));
  }

  /**
   * One part of a list.
   *
   * @param next where the next part starts, empty at the end
   */
  public record Items<T>(List<T> items, Optional<String> next) {
    public Items {
      items = List.copyOf(items);
      Objects.requireNonNull(next);
    }
  }
}
