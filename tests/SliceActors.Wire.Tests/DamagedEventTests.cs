using CsCheck;
using SliceActors.Runs.Events;
using SliceActors.Testing;

namespace SliceActors.Wire.Tests;

/// <summary>What lies on a disk for years may be damaged: whatever the bytes say, they are an event that everybody can rely on, or are refused.</summary>
public sealed class DamagedEventTests
{
    [Fact]
    public void Damaged_bytes_are_refused_or_are_another_event() =>
        Gen.Select(Gen.Int[0, Samples.Events.Length - 1], Gen.Select(Gen.Double.Unit, Gen.Byte).Array[0, 4], Gen.Double[0.5, 1.5]).Sample(
            (sample, changes, length) =>
            {
                var (_, manifest, hex) = Samples.Events[sample];
                var bytes = Convert.FromHexString(hex);
                foreach (var (at, value) in changes.Where(_ => bytes.Length > 0))
                {
                    bytes[(int)(at * bytes.Length)] = value;
                }

                ReadOrRefuse(manifest, bytes[..(int)(Math.Min(length, 1) * bytes.Length)]);
            },
            iter: 20_000);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1)]
    public void A_session_of_an_image_that_is_not_there_is_refused(int image)
    {
        var submission = TestStudy.Submission(slices: 2);
        var fold = submission.Plan.Folds[0];
        var plan = submission.Plan with { Images = [.. submission.Plan.Images.Take(image == 5 ? 5 : 6)], Folds = [fold with { Train = [new(image == 0 ? 6 : image, 0)] }] };

        AssertRefused(submission with { Plan = plan, ImageDigests = [.. submission.ImageDigests.Take(plan.Images.Length)] }, "an image is");
    }

    [Fact]
    public void Digests_that_are_not_those_of_the_images_are_refused()
    {
        var submission = TestStudy.Submission(slices: 2);

        AssertRefused(submission with { ImageDigests = [] }, "0 digests of images, expected 6");
    }

    [Fact]
    public void More_slices_than_an_image_can_have_are_refused()
    {
        var submission = TestStudy.Submission(slices: 1 << 20);

        AssertRefused(submission, "the number of slices is 1048576");
    }

    [Fact]
    public void A_number_that_stands_for_nothing_is_refused()
    {
        var submission = TestStudy.Submission(slices: 2);

        AssertRefused(submission with { Spec = submission.Spec with { NetworkType = (Runs.Specs.NetworkType)9 } }, "9 is no NetworkType");
    }

    private static void AssertRefused(Runs.Commands.RunCommands.SubmitRun submission, string reason)
    {
        var schema = JournalSchema.Current;
        var bytes = schema.Write(RunEvents.RunSubmitted.Of(submission));
        Assert.Contains(reason, Assert.Throws<SchemaException>(() => schema.Read("rs", bytes)).Message, StringComparison.Ordinal);
    }

    private static void ReadOrRefuse(string manifest, byte[] bytes)
    {
        try
        {
            JournalSchema.Current.Write(JournalSchema.Current.Read(manifest, bytes));
        }
        catch (SchemaException)
        {
            // Refused with a sentence.
        }
    }
}
