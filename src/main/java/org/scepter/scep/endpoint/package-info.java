/**
 * SCEP endpoints and their settings: who authorises, which templates, and how the endpoint speaks
 * to its devices. Compatibility profiles are bundles of the single settings; no client is
 * recognised by its name.
 */
package org.scepter.scep.endpoint;
