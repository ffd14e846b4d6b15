using SliceActors.Cohorts.Tables;

namespace SliceActors.Cohorts.Tests.Tables;

/// <summary>Names of columns as cohorts have them.</summary>
public class FieldTermTests
{
    [Theory]
    [InlineData("age")]
    [InlineData("Age")]
    [InlineData("AGE")]
    [InlineData("age_bl")]
    [InlineData("age_at_scan")]
    [InlineData("scan_age")]
    [InlineData("Age at scan")]
    [InlineData("scan-age")]
    [InlineData("AgeAtScan")]
    [InlineData("MRIAge")]
    [InlineData("age2")]
    public void An_age(string column) => Assert.Equal(column, FieldTerm.ColumnOf(["participant_id", column], FieldTerm.Age));

    [Theory]
    [InlineData("Braak_stage")]
    [InlineData("language")]
    [InlineData("image")]
    [InlineData("imageId")]
    [InlineData("average")]
    [InlineData("agent")]
    [InlineData("STAGE")]
    public void No_age(string column) => Assert.Null(FieldTerm.ColumnOf(["participant_id", column], FieldTerm.Age));

    [Theory]
    [InlineData("age", "Age,age_bl,age")]
    [InlineData("Age", "age_bl,Age")]
    [InlineData("age_bl", "age_at_scan,age_bl,mri_age")]
    [InlineData("age_years", "MRIAge,age_years")]
    [InlineData("age_m1", "age_m1,age_m2")]
    public void The_nearest_name_is_taken(string column, string columns) => Assert.Equal(column, FieldTerm.ColumnOf(columns.Split(','), FieldTerm.Age));

    [Fact]
    public void Sex_and_site_have_several_names()
    {
        string[] columns = ["participant_id", "Gender", "test_site", "website", "sextant"];
        Assert.Equal(("Gender", "test_site"), (FieldTerm.ColumnOf(columns, FieldTerm.Sex), FieldTerm.ColumnOf(columns, FieldTerm.Site)));
    }
}
