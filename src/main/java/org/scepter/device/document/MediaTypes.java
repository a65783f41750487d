package org.scepter.device.document;

/** The media types of the documents; where none is registered, one of ours. */
public final class MediaTypes {
  public static final String APPLE = "application/x-apple-aspen-config";
  public static final String WINDOWS = "application/vnd.syncml.dm+xml";
  public static final String OMA_URIS = "text/csv";
  public static final String CISCO_IOS = "text/x-cisco-ios";
  public static final String SHELL = "text/x-shellscript";
  public static final String CONFIGMGR = "application/vnd.ms-configmgr.scep+xml";

  private MediaTypes() {}
}
