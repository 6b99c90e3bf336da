package planted.detectors.first;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsOtherFolder {
    final planted.detectors.second.Shared shared = new planted.detectors.second.Shared();
}
