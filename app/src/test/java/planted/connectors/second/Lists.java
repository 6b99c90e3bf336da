package planted.connectors.second;

/** What another connector must not import. */
public final class Lists {}
