/**
 * What a device is to install, in its platform's own words: Apple's configuration profiles,
 * Windows' SyncML, commands of Cisco IOS, a script for Linux, ConfigMgr's XML. Values in, text out;
 * knows neither HTTP nor a database. Looks at {@code profile} and {@code pki}.
 */
package org.scepter.device.document;
