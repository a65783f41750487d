package org.scepter.issuing.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Holds the values that were used last, up to a number. */
public final class LastUsed<K, V> {
  private final Map<K, V> values;

  public LastUsed(int most) {
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  public synchronized void put(K key, V value) {
    values.put(key, value);
  }
}
