package planted.connectors.first;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class ImportsOtherConnector {
    final planted.connectors.second.Lists lists = new planted.connectors.second.Lists();
}
