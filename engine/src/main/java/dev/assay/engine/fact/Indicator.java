package dev.assay.engine.fact;

/**
 * A place in a network that programs which attack talk to, written in the bytes.
 *
 * @param kind as the rule calls it that judges it: {@code onion-address}
 * @param value the address or the part that matters, escaped and shortened, without what gives access to it
 */
public record Indicator(String kind, String value, long offsetBytes) implements Fact {}
