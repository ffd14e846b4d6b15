using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Volumes;

namespace SliceActors.Imaging.Extraction;

/// <summary>An image that an extraction reads.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Path">Absolute path of the NIfTI.</param>
/// <param name="Shape">Its voxels.</param>
internal sealed record ExtractionSource(CapsSession Session, string Path, VolumeShape Shape);
