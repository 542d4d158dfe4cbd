package org.healthhut.district.ingest;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What failed, in a form fit for a log: a message of the database may repeat a person's data. */
final class Failure {
  private Failure() {}

  /** Whether the database failed; what else is thrown is a mistake of the program. */
  static boolean isOfDatabase(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException
          || cause instanceof DataAccessException
          || cause instanceof TransactionException) {
        return true;
      }
    }
    return false;
  }

  /** The innermost cause's class, with its SQLSTATE where it has one. */
  static String of(Throwable failure) {
    var innermost = failure;
    var state = "";
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      innermost = cause;
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = " " + sql.getSQLState();
      }
    }
    return innermost.getClass().getSimpleName() + state;
  }
}
