package planted.connectors;

/** Breaks a rule on purpose, see ArchitectureRules. */
public final class Source {}
