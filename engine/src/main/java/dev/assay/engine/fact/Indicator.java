package dev.assay.engine.fact;

/**
 * A piece of text that some rule is about: a place in a network that programs which attack talk to, or what a pattern of the
 * user looks for.
 *
 * @param kind as the rule calls it that judges it: {@code onion-address}, or the whole id of a pattern, {@code user/some-name}
 * @param value the text or the part that matters, escaped and shortened, without what gives access to it
 */
public record Indicator(String kind, String value, long offsetBytes) implements Fact {}
