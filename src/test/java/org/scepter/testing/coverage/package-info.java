/** Tells whether the fuzzing corpus still reaches what the tests reach. */
package org.scepter.testing.coverage;
