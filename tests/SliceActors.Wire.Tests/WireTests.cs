using SliceActors.Runs.Events;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Plans;
using SliceActors.Testing;

namespace SliceActors.Wire.Tests;

public sealed class WireTests
{
    public static TheoryData<int> EachEvent => [.. Enumerable.Range(0, Samples.Events.Length)];

    public static TheoryData<int> EachMessage => [.. Enumerable.Range(0, Samples.Messages.Length)];

    [Theory]
    [MemberData(nameof(EachEvent))]
    public void An_event_is_stored_as_the_bytes_of_journals_that_exist(int sample)
    {
        var (happened, manifest, hex) = Samples.Events[sample];
        Assert.Equal(manifest, JournalSchema.Current.ManifestOf(happened));
        Assert.Equal(hex, Convert.ToHexStringLower(JournalSchema.Current.Write(happened)));
    }

    [Theory]
    [MemberData(nameof(EachEvent))]
    public void An_event_of_a_journal_that_exists_is_read_back_whole(int sample)
    {
        var (happened, manifest, hex) = Samples.Events[sample];
        Same.Content(happened, JournalSchema.Current.Read(manifest, Convert.FromHexString(hex)));
    }

    [Theory]
    [MemberData(nameof(EachMessage))]
    public void A_message_arrives_as_it_was_sent(int sample)
    {
        var message = Samples.Messages[sample];
        var schema = MessageSchema.Current;
        Same.Content(message, schema.Read(schema.ManifestOf(message), schema.Write(message)));
    }

    [Fact]
    public void Folds_that_are_trained_once_more_are_read_back_with_the_study()
    {
        var submission = TestStudy.Submission(slices: 2);
        submission = submission with
        {
            Spec = submission.Spec with { Permutations = 3, Repeats = 2 },
            Plan = submission.Plan with { Variations = FoldVariations.Of(submission.Plan.Folds, permutations: 3, repeats: 2, seed: -5) },
        };
        var (happened, schema) = (RunEvents.RunSubmitted.Of(submission), JournalSchema.Current);

        Same.Content(happened, schema.Read(schema.ManifestOf(happened), schema.Write(happened)));
    }

    [Fact]
    public void Every_event_and_every_message_has_a_schema_and_a_manifest_of_its_own()
    {
        Type[] events = [.. Implementations<IRunEvent>(), .. Implementations<IFoldEvent>(), .. Implementations<IRegistryEvent>()];
        AssertComplete(events, JournalSchema.Current);
        AssertComplete(Implementations<IWireMessage>(), MessageSchema.Current);
    }

    [Fact]
    public void Every_event_and_every_message_has_a_sample_here()
    {
        Assert.Equal(Names([.. Implementations<IRunEvent>(), .. Implementations<IFoldEvent>(), .. Implementations<IRegistryEvent>()]), Names([.. Samples.Events.Select(sample => sample.Event.GetType()).Distinct()]));
        Assert.Equal(Names(Implementations<IWireMessage>()), Names([.. Samples.Messages.Select(message => message.GetType()).Distinct()]));
    }

    [Fact]
    public void An_unknown_manifest_is_refused_and_blamed_on_a_later_version()
    {
        var refusal = Assert.Throws<SchemaException>(() => JournalSchema.Current.Read("zz", Array.Empty<byte>()));
        Assert.Contains("'zz'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("later version", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertComplete(Type[] types, Schema schema)
    {
        Assert.Equal(Names(types), Names([.. schema.Manifests.Select(entry => entry.Type)]));
        Assert.All(schema.Manifests, entry => Assert.NotEmpty(entry.Manifest));
        Assert.Equal(schema.Manifests.Count(), schema.Manifests.Select(entry => entry.Manifest).Distinct().Count());
    }

    private static IEnumerable<string> Names(Type[] types) => types.Select(type => type.FullName!).Order(StringComparer.Ordinal);

    private static Type[] Implementations<T>() =>
        [.. typeof(IRunEvent).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))];
}
