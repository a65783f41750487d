package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedBodyTest {
  private static final int LIMIT = 1000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, LIMIT})
  void up_to_the_limit_it_is_read_whole(int length) throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[length]);

    assertThat(BoundedBody.read(in, length, LIMIT))
        .hasValueSatisfying(b -> assertThat(b).hasSize(length));
  }

  @Test
  void a_declared_length_beyond_the_limit_is_refused_unread() throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[LIMIT + 1]);

    assertThat(BoundedBody.read(in, LIMIT + 1L, LIMIT)).isEmpty();
    assertThat(in.available()).isEqualTo(LIMIT + 1);
  }

  @Test
  void without_a_declared_length_it_is_counted() throws IOException {
    InputStream large = new ByteArrayInputStream(new byte[10 * LIMIT]);

    assertThat(BoundedBody.read(large, -1, LIMIT)).isEmpty();
    assertThat(large.available()).isEqualTo(9 * LIMIT - 1);
  }
}
