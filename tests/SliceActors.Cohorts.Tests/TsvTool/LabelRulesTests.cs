using SliceActors.Cohorts.Tables;
using SliceActors.Cohorts.TsvTool;

namespace SliceActors.Cohorts.Tests.TsvTool;

public class LabelRulesTests
{
    [Theory]
    [InlineData("AD AD", "AD", "0 12")]
    [InlineData("AD AD", "CN", "")]
    [InlineData("CN MCI", "CN", "")]
    [InlineData("AD ? AD ? ?", "AD", "0 12 24")]
    [InlineData("? CN", "CN", "")]
    [InlineData("BV", "BV", "0")]
    public void One_diagnosis_all_the_time_is_a_label(string history, string label, string months) => Check(history, label, 36, months);

    // Sessions every 12 months; a month is labelled by what is 36 months later.
    [Theory]
    [InlineData("MCI MCI MCI MCI", "0")]
    [InlineData("MCI MCI MCI MCI MCI", "0 12")]
    [InlineData("MCI - - - MCI", "0")]
    [InlineData("MCI MCI MCI", "")]
    [InlineData("MCI MCI MCI MCI AD", "")]
    [InlineData("MCI MCI MCI MCI - - - - - AD", "0")]
    [InlineData("MCI MCI MCI MCI CN", "")]
    [InlineData("MCI ? ? MCI", "0")]
    [InlineData("MCI AD MCI MCI", "")]
    [InlineData("CN MCI MCI MCI MCI", "")]
    public void Stable_is_who_still_has_MCI_after_the_horizon(string history, string months) => Check(history, "sMCI", 36, months);

    [Theory]
    [InlineData("MCI MCI MCI AD", "0 12 24")]
    [InlineData("MCI MCI MCI MCI AD", "12 24 36")]
    [InlineData("MCI - - - AD", "")]
    [InlineData("MCI - AD", "0")]
    [InlineData("MCI MCI MCI MCI", "")]
    [InlineData("MCI CN", "")]
    public void Progressive_is_who_has_AD_after_the_horizon(string history, string months) => Check(history, "pMCI", 36, months);

    [Fact]
    public void A_shorter_horizon_moves_the_border()
    {
        Check("MCI MCI AD", "sMCI", 12, "");
        Check("MCI MCI AD", "pMCI", 12, "12");
        Check("MCI MCI MCI", "sMCI", 12, "0 12");
    }

    [Theory]
    [InlineData("MCI MCI MCI AD", "0 12 24")]
    [InlineData("MCI MCI", "0 12")]
    [InlineData("MCI CN", "")]
    [InlineData("MCI AD CN", "")]
    public void MCI_is_who_does_not_recover(string history, string months) => Check(history, "MCI", 36, months);

    // A history: diagnoses every 12 months from 0; - no session, ? a session without diagnosis.
    private static void Check(string history, string label, int horizon, string months)
    {
        var words = history.Split(' ');
        var sessions = words.Select((word, i) => (word, Month: 12 * i)).Where(pair => pair.word != "-")
            .Select(pair => new DatedDiagnosis(new Visit("sub-1", $"ses-M{pair.Month:00}", pair.Month, new TsvRow([], 2)), pair.word == "?" ? null : pair.word));
        var found = LabelRules.Sessions(label, words[0] == "?" ? null : words[0], new DiagnosisHistory(sessions.Reverse()), horizon);
        Assert.Equal(months, string.Join(' ', found.Select(visit => visit.Month)));
    }
}
