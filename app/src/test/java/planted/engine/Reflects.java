package planted.engine;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class Reflects {
    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }
}
