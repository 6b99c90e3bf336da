package dev.assay.detectors.crypto.code;

import java.util.List;
import java.util.Set;

/**
 * How a language says what a tree does not show.
 *
 * @param implicitModules whose members need no import
 * @param selfNames words for the object at hand
 * @param hasExplicitSelf whether a method's first parameter is the object at hand
 * @param hasQualifiedMembers whether a field or method is only reached with an object in front of it
 * @param hasLastValues whether a function that does not say what it gives gives what its last statement does
 * @param hasPackages whether a type of the same module in another file needs no import
 * @param hasDefaults whether the member {@code default} of a module is that module
 * @param hasBareNames whether functions and constants of other texts are in no module
 * @param hasPointers whether functions change what they are given: arrays, and what stands behind {@code &}
 * @param hasCommands whether calls are commands with words, and functions share the variables of who calls them
 * @param hasPipes whether a command is given what the one in front of it gives
 * @param hasInheritedConstructors whether a type without a constructor has that of the type above it
 * @param hasInitializers whether braces behind an object that is made set its members
 * @param hasAnyCase whether the case of letters in names of functions means nothing
 * @param hasEmbedded whether what a type has under the name of another type lends it its members
 * @param hasFolders whether all texts in a folder are one module
 * @param constructors names of functions that make an object of their type; the type's own name is always one
 */
record Traits(
        List<String> implicitModules,
        Set<String> selfNames,
        boolean hasExplicitSelf,
        boolean hasQualifiedMembers,
        boolean hasLastValues,
        boolean hasPackages,
        boolean hasDefaults,
        boolean hasBareNames,
        boolean hasPointers,
        boolean hasCommands,
        boolean hasPipes,
        boolean hasInheritedConstructors,
        boolean hasInitializers,
        boolean hasAnyCase,
        boolean hasEmbedded,
        boolean hasFolders,
        Set<String> constructors) {
    Traits {
        implicitModules = List.copyOf(implicitModules);
        selfNames = Set.copyOf(selfNames);
        constructors = Set.copyOf(constructors);
    }

    /** Whether a bare name within a method may be a field or a method of the object at hand. */
    boolean hasBareMembers() {
        return !hasExplicitSelf && !hasQualifiedMembers;
    }
}
