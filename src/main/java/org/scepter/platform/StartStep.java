package org.scepter.platform;

/**
 * Something that must have happened before the first request. Steps of components whose role is off
 * do nothing. An exception stops the deployment.
 */
public interface StartStep {
  /** Order of the schema's migrations. */
  int SCHEMA = 100;

  /** Order of what needs the schema. */
  int DATA = 200;

  /** Order of what announces or schedules. */
  int READY = 300;

  int order();

  void start();
}
