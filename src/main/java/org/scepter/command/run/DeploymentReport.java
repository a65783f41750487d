package org.scepter.command.run;

/**
 * The report that WildFly leaves beside a WAR that it could not deploy: a chain of the server's own
 * exceptions in a quoted text.
 */
record DeploymentReport(String text) {
  private static final String CAUSE = "Caused by: ";

  /** The last cause, which is the application's, over as many lines as it has. */
  String reason() {
    int cause = text.lastIndexOf(CAUSE);
    if (cause < 0) {
      return text.strip();
    }
    String reason = text.substring(cause + CAUSE.length()).split("(?<!\\\\)\"", 2)[0];
    return reason.replace("\\\"", "\"").replaceFirst("^[\\w.$]+(Exception|Error): ", "").strip();
  }
}
