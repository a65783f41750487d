package org.scepter.scep.protocol;

/** What became of checking a signature: the proof that it holds, or the reason why not. */
sealed interface Verification permits VerifiedPkiMessage, ScepRequest.Rejected {}
