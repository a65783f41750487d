/**
 * Certificate profiles: which root a device is to trust and what certificate it is to ask for; the
 * formats of subject and SAN. Owns the port {@link org.scepter.profile.PublishedTemplates}. Looks
 * at {@code pki} and {@code platform} alone.
 */
package org.scepter.profile;
