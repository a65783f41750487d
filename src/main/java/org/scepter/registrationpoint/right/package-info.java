/**
 * Whether the device's user may have a certificate of the template: asked of a directory, if an
 * operator has set one. What cannot be answered is refused.
 */
package org.scepter.registrationpoint.right;
