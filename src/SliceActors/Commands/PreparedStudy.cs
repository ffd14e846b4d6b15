using SliceActors.Studies.Folders;
using SliceActors.Studies.Submission;

namespace SliceActors.Commands;

/// <summary>A study that can be trained on this machine at once.</summary>
/// <param name="Study">It was found in order.</param>
/// <param name="ImageDigests">SHA-256 of each image whose slices were prepared.</param>
/// <param name="Leakage">What it says of leakage.</param>
/// <param name="Machine">How it is spread over this machine.</param>
internal sealed record PreparedStudy(CheckedStudy Study, IReadOnlyList<string> ImageDigests, LeakageFiles Leakage, Machine Machine);
