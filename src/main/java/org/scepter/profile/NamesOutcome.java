package org.scepter.profile;

/** Whether a device can be named by a profile's formats. */
public sealed interface NamesOutcome permits Names, NamesUnavailable {}
