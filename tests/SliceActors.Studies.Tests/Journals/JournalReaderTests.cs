using SliceActors.Runs.Commands;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Journals;

public sealed class JournalReaderTests : IDisposable
{
    private static readonly DateTime Began = new(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();
    private readonly ResultTree tree;
    private readonly RunCommands.SubmitRun submission;
    private readonly WrittenJournal journal;

    public JournalReaderTests()
    {
        tree = new ResultTree(folder.File("results"));
        submission = TestStudy.Submission(slices: 2, output: tree.Root);
        journal = new WrittenJournal(tree);
    }

    [Fact]
    public void A_journal_without_events_is_empty() => Assert.Same(RunJournal.Empty, JournalReader.Read(tree, submission.Run));

    [Fact]
    public void Events_are_read_with_their_times_beside_a_writer_whose_files_stay_as_they_are()
    {
        WriteRun();
        var before = Files();

        var read = JournalReader.Read(tree, submission.Run, everyEvent: true);

        Assert.Equal(RunPhase.Running, read.State.Phase);
        Assert.Equal([TestStudy.Epoch(0).Figures(), TestStudy.Epoch(1).Figures()], read.State.Units[TestStudy.Unit(0)].History.AsEnumerable());
        Assert.Equal(Began, read.Started);
        Assert.Equal([Began, Began.AddMinutes(2), Began.AddMinutes(3)], JournalReader.Events(tree, submission.Run).Where(dated => dated.Happened is RunEvents.RunSubmitted or RunEvents.EpochCompleted).Select(dated => dated.When!.Value.UtcDateTime));
        Assert.Equal([Began.AddMinutes(2), Began.AddMinutes(3)], read.EpochTimes);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Where_the_writer_was_killed_no_index_of_its_log_is_made_anew()
    {
        WriteRun();
        var dead = new ResultTree(folder.File("dead"));
        Directory.CreateDirectory(dead.Bookkeeping);
        File.Copy(tree.Journal, dead.Journal);
        File.Copy($"{tree.Journal}-wal", $"{dead.Journal}-wal");

        Assert.Equal(2, JournalReader.Read(dead, submission.Run).EpochTimes.Count);

        Assert.Equal(["journal.db", "journal.db-wal"], Directory.EnumerateFiles(dead.Bookkeeping).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_was_read_is_not_read_again_and_where_nothing_was_written_nothing_is()
    {
        WriteRun();
        var tail = new JournalTail(tree, submission.Run);
        var (all, newest) = tail.After(0);
        Assert.Equal(newest, all[^1].Number);

        // What would be noticed, were it read once more.
        journal.Execute("UPDATE journal SET manifest = 'nonsense' WHERE sequence_number = 1");
        journal.Add($"run-{submission.Run}", newest + 1, Began, new RunEvents.RunCancelled());
        Assert.Equal(newest + 1, Assert.Single(tail.After(newest).Events).Number);
        Assert.Throws<BookkeepingException>(() => tail.After(0));

        // Nobody has written for a while.
        journal.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Touch(Began);
        Assert.Empty(tail.After(newest + 1).Events);
        using (var file = File.OpenWrite(tree.Journal))
        {
            file.Write(new byte[100]);
        }

        Touch(Began);
        Assert.Equal(newest + 1, tail.After(newest + 1).Newest);
        Touch(Began.AddSeconds(1));
        Assert.Throws<BookkeepingException>(() => tail.After(newest + 1));
    }

    [Fact]
    public async Task Beside_a_busy_writer_each_reading_holds_all_that_was_stored_before_it()
    {
        WriteRun();
        journal.Execute("PRAGMA wal_autocheckpoint = 40");
        var (stored, enough) = (4L, false);
        var writer = Task.Run(() =>
        {
            while (!Volatile.Read(ref enough))
            {
                var next = stored + 1;
                journal.Add($"run-{submission.Run}", next, Began.AddMinutes(next), new RunEvents.EpochCompleted(TestStudy.Unit(0), new Attempt(1), TestStudy.Epoch((int)next)));
                Interlocked.Exchange(ref stored, next);
            }
        });

        try
        {
            for (var reading = 0; reading < 20; reading++)
            {
                var before = Interlocked.Read(ref stored);
                Assert.True(JournalReader.Read(tree, submission.Run).EpochTimes.Count + 2 >= before);
            }
        }
        finally
        {
            Volatile.Write(ref enough, true);
            await writer;
        }
    }

    [Theory]
    [InlineData(1, "event 1 of run-")]
    [InlineData(3, "event 3 of run-")]
    [InlineData(4, "the last 1 of 4 events are missing")]
    public void Missing_events_are_noticed_wherever_they_were(int sequenceNumber, string said)
    {
        WriteRun();
        journal.Execute($"DELETE FROM journal WHERE sequence_number = {sequenceNumber}");
        Says(said);
    }

    [Theory]
    [InlineData("manifest = 'zz'", "'zz'")]
    [InlineData("identifier = 4102", "serializer 4102")]
    [InlineData("message = x'ff'", "no whole 'ec'")]
    [InlineData("manifest = 'pr'", "cannot be read")]
    public void Events_that_cannot_be_read_are_named(string damage, string reason)
    {
        WriteRun();
        journal.Execute($"UPDATE journal SET {damage} WHERE sequence_number = 3");
        Says($"{tree.Journal}: event 3 of run-{submission.Run}", reason);
    }

    [Fact]
    public void Who_goes_on_needs_the_events_of_the_folds_too()
    {
        WriteRun();
        journal.Add($"run-{submission.Run}-fold-0", 1, Began, new FoldEvents.PredictionsRecorded(TestStudy.Predictions(TestStudy.Unit(0))));
        journal.Execute("UPDATE journal SET message = x'ff' WHERE manifest = 'pr'");

        Assert.Equal(RunPhase.Running, JournalReader.Read(tree, submission.Run).State.Phase);
        Assert.Contains("-fold-0", Assert.Throws<BookkeepingException>(() => JournalReader.Read(tree, submission.Run, everyEvent: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_the_journal_never_gave_away_says_that_events_are_lost()
    {
        WriteRun();
        Write(tree.Models(TestStudy.Unit(0)));
        Assert.Equal(RunPhase.Running, JournalReader.Read(tree, submission.Run).State.Phase);

        Write(tree.Models(TestStudy.Unit(1)));
        Says(tree.Models(TestStudy.Unit(1)));
    }

    [Fact]
    public void An_attempt_that_the_journal_never_gave_away_says_that_events_are_lost()
    {
        WriteRun();
        Directory.CreateDirectory(tree.Attempt(TestStudy.Unit(0), new Attempt(1)).Root);
        Assert.Equal(RunPhase.Running, JournalReader.Read(tree, submission.Run).State.Phase);

        var later = tree.Attempt(TestStudy.Unit(0), new Attempt(10)).Root;
        Directory.CreateDirectory(later);
        Says(later);
    }

    [Fact]
    public void A_journal_of_another_run_says_that_the_own_is_missing()
    {
        WriteRun();
        Write(tree.Models(TestStudy.Unit(0)));
        Assert.Contains("run other", Assert.Throws<BookkeepingException>(() => JournalReader.Read(tree, new RunId("other"))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        journal.Dispose();
        folder.Dispose();
    }

    private void WriteRun()
    {
        var unit = TestStudy.Unit(0);
        object[] happened =
        [
            RunEvents.RunSubmitted.Of(submission),
            new RunEvents.UnitAssigned(unit, new Attempt(1), "node"),
            new RunEvents.EpochCompleted(unit, new Attempt(1), TestStudy.Epoch(0)),
            new RunEvents.EpochCompleted(unit, new Attempt(1), TestStudy.Epoch(1)),
        ];
        foreach (var (index, one) in happened.Index())
        {
            journal.Add($"run-{submission.Run}", index + 1, Began.AddMinutes(index), one);
        }
    }

    private void Touch(DateTime when)
    {
        foreach (var file in Directory.EnumerateFiles(tree.Bookkeeping, "journal.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.SetLastWriteTimeUtc(file, when);
        }
    }

    private void Says(params string[] texts)
    {
        var trouble = Assert.Throws<BookkeepingException>(() => JournalReader.Read(tree, submission.Run));
        Assert.All(texts, text => Assert.Contains(text, trouble.Message, StringComparison.Ordinal));
    }

    private static void Write(string models)
    {
        Directory.CreateDirectory(models);
        File.WriteAllText(Path.Combine(models, "checkpoint-0.pth.tar"), "weights");
    }

    private List<(string, long, DateTime)> Files() =>
        [.. new DirectoryInfo(tree.Bookkeeping).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => (file.Name, file.Length, file.LastWriteTimeUtc))];
}
