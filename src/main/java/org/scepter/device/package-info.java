/**
 * Devices, the collections that hold them and the profiles deployed to them; check-in, where a
 * device gets its policy and its challenge. Looks at {@code profile}, {@code registrationpoint},
 * {@code pki} and {@code platform}.
 */
package org.scepter.device;
