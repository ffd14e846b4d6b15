using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Store;

public class ReferenceTensorTests
{
    [SkippableFact]
    public void The_tensor_that_ClinicaDL_extracted_gives_the_slices_of_its_NIfTI()
    {
        var reference = Shared.Require("reference", "clinicadl-0.2.1");
        var nifti = CapsImages.Locate(Path.Combine(reference, "caps", "tiny"), Preprocessing.T1Linear, "sub-T01", "ses-M00", [])!;
        var tensor = Path.Combine(reference, "samples", Path.GetFileName(nifti).Replace(".nii.gz", ".pt", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        var cache = new SliceCache(folder.Path, long.MaxValue);
        foreach (var direction in Enum.GetValues<SliceDirection>())
        {
            using var store = cache.OpenOrFill([nifti, tensor], new SlicePreparation(direction, new SliceRange(new SliceIndex(15), 10), Unnormalize: false), 1);
            for (var offset = 0; offset < 10; offset++)
            {
                var slice = store.Slices.At(offset);
                Assert.True(store.Slice(0, slice).SequenceEqual(store.Slice(1, slice)), $"{direction} {slice}");
            }
        }
    }
}
