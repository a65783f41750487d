/** Servers whose books are as long as a test wants, and what it costs them. */
package org.scepter.testing.book;
