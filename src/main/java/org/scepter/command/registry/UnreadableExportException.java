package org.scepter.command.registry;

/** The file is no registry export; the message says where and why, fit for the operator. */
public final class UnreadableExportException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableExportException(String message) {
    super(message);
  }
}
