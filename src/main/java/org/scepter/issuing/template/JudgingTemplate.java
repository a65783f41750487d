package org.scepter.issuing.template;

import java.util.Optional;

/**
 * By what an authorisation is judged, looked up once: what was judged is what the record names.
 *
 * @param inForce the version in force
 * @param authorised the version that was authorised, if it is another one that is on record
 */
public record JudgingTemplate(Optional<Template> inForce, Optional<Template> authorised) {}
