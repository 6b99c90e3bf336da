package dev.assay.engine.fact;

/**
 * A credential that stands in the bytes. Holds nothing that would help to use it: neither a report nor a cache may become
 * the place where secrets leak from.
 *
 * @param kind what it opens, as the rule calls it that judges it: {@code github-token}
 * @param shown its first characters, which tell the kind and not the secret
 * @param length how many characters it has
 * @param digest tells it from others, and is the same wherever it stands; empty where guessing could undo it
 */
public record Secret(String kind, String shown, int length, String digest, long offsetBytes) implements Fact {}
