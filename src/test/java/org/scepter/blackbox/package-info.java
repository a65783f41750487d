/**
 * The black-box tests: what a device, an administrator, an operator of a server and an intruder see
 * of the product on a real server. Each test makes its own devices and profiles.
 */
package org.scepter.blackbox;
