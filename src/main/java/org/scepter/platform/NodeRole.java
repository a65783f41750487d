package org.scepter.platform;

/** What a node does. A role that is off starts nothing. */
public enum NodeRole {
  NDES,
  CRP,
  SITE,
  CA
}
