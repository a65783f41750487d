/** A CA behind this one that speaks CMP (RFC 9810, in the profile of RFC 9483). */
package org.scepter.issuing.elsewhere.cmp;
