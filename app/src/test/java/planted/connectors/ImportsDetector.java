package planted.connectors;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsDetector {
    final planted.detectors.second.Shared shared = new planted.detectors.second.Shared();
}
