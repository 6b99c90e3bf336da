package planted.detectors.second;

/** Breaks a rule on purpose, see ArchitectureRules. */
public final class Shared {}
