package dev.assay.detectors.name;

import dev.assay.engine.fact.Dependency.Coordinates;
import java.util.Set;

/**
 * A package in the form in which its registry compares names, so that two spellings of one package are equal: see
 * {@link NameRules}. A name that the registry would refuse is one as well, since whoever typed it got it from somewhere;
 * {@link NameRules#fault} says what is wrong with it. Immutable.
 *
 * @param canonical the whole name: {@code @scope/name}, {@code group:artifact}, {@code github.com/owner/repository}
 */
public record PackageName(Ecosystem ecosystem, String canonical) {
    /** Where names without an owner are: {@code gopkg.in/yaml.v3} is of whoever is called go-yaml. */
    private static final Set<String> OF_EVERYBODY = Set.of("gopkg.in", "launchpad.net");

    /** The package of this spelling. Linear in its length. */
    public static PackageName of(Ecosystem ecosystem, String written) {
        return new PackageName(ecosystem, NameRules.canonical(ecosystem, written));
    }

    /** What stands in front of the package's own name and belongs to whoever publishes it; empty if nothing does. */
    public String namespace() {
        return canonical.substring(0, Math.max(split(), 0));
    }

    /** The package's own name. */
    public String base() {
        return canonical.substring(split() + 1);
    }

    /** As facts about it have it. */
    public Coordinates coordinates() {
        return new Coordinates(ecosystem.type(), namespace(), base());
    }

    /** Where the namespace ends, or -1. */
    private int split() {
        return switch (ecosystem) {
            case MAVEN -> canonical.indexOf(':');
            case GO -> ownerEnd();
            case NPM -> canonical.startsWith("@") ? canonical.indexOf('/') : -1;
            case COMPOSER -> canonical.indexOf('/');
            case PYPI, CARGO, GEM, NUGET -> -1;
        };
    }

    /** Of {@code github.com/owner/repository/v2} the second slash: who owns a host's folder owns what is below it. */
    private int ownerEnd() {
        int host = canonical.indexOf('/');
        int owner = host < 0 ? -1 : canonical.indexOf('/', host + 1);
        return owner >= 0 ? owner : host >= 0 && OF_EVERYBODY.contains(canonical.substring(0, host)) ? -1 : host;
    }

    @Override
    public String toString() {
        return canonical;
    }
}
