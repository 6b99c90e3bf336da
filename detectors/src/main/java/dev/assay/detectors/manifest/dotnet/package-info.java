/** The manifests and lockfiles of NuGet and MSBuild. */
@NullMarked
package dev.assay.detectors.manifest.dotnet;

import org.jspecify.annotations.NullMarked;
