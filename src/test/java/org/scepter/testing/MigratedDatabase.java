package org.scepter.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** An embedded database in memory as the server configures its own, gone when it is closed. */
public final class MigratedDatabase implements AutoCloseable {
  private final JdbcDataSource dataSource = new JdbcDataSource();
  private final Connection held;

  /** Without any table. */
  public MigratedDatabase() throws SQLException {
    dataSource.setURL(
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";LOCK_TIMEOUT=10000");
    this.held = dataSource.getConnection();
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public int execute(String sql, Object... values) throws SQLException {
    return EmbeddedDatabase.execute(held, sql, values);
  }

  /** The first column of what is found. */
  public List<Object> column(String sql, Object... values) throws SQLException {
    return EmbeddedDatabase.column(held, sql, values);
  }

  @Override
  public void close() throws SQLException {
    held.close();
  }
}
