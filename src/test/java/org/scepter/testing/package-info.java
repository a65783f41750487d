/**
 * What the black-box tests share: a handle on the server under test, clients of its faces and a
 * register of the secrets that it hands out. Knows the product by its wire formats alone.
 */
package org.scepter.testing;
