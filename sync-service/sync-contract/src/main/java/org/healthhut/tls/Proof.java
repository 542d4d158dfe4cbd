package org.healthhut.tls;

/** What a machine proves with who it is. */
public sealed interface Proof permits Credentials, SharedKey {}
