package io.github.cookieward.endpoint;

/** What came of reading a request's body. */
sealed interface Submitted permits Fields, Refusal {}
