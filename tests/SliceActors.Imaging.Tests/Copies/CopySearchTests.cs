using System.Globalization;
using SliceActors.Imaging.Copies;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Copies;

public sealed class CopySearchTests
{
    [Fact]
    public void The_same_voxels_are_found_before_what_is_nearly_the_same()
    {
        MarkedImage[] people = [.. Enumerable.Range(0, 20).Select(person => Image(person, DrawnImages.Of(person)))];
        MarkedImage[] tested = [Image(30, DrawnImages.Of(3)), Image(31, DrawnImages.Copy(DrawnImages.Of(4))), Image(32, DrawnImages.Of(32))];

        var found = CopySearch.Among([.. people, .. tested]).Find(tested, people);

        Assert.Equal([("sub-30", "sub-3", true), ("sub-31", "sub-4", false)], found.Copies.Select(copy => (copy.Tested.Person.Participant, copy.Learned.Person.Participant, copy.Distance is null)));
        Assert.InRange(found.Copies[1].Distance!.Value, 0, 0.02);
        Assert.InRange(found.Nearest!.Value, 0.3, 1.5);
    }

    [Fact]
    public void Sessions_of_one_person_are_no_copies_and_images_of_another_shape_are_not_compared()
    {
        MarkedImage[] people = [.. Enumerable.Range(0, 10).Select(person => Image(person, DrawnImages.Of(person)))];
        MarkedImage[] tested = [Image(3, DrawnImages.Of(3, session: 1)), Image(20, new ImageMark("other", [1, 0]))];

        var found = CopySearch.Among(people).Find(tested, people);

        Assert.Empty(found.Copies);
    }

    [Fact]
    public void Images_that_are_all_alike_up_to_noise_are_no_copies_of_each_other()
    {
        var one = DrawnImages.Of(1);
        MarkedImage[] images = [.. Enumerable.Range(0, 30).Select(person => Image(person, DrawnImages.Of(1, session: person)))];

        Assert.Empty(CopySearch.Among(images).Find([.. images.Take(10)], [.. images.Skip(10)]).Copies);
        Assert.NotEmpty(CopySearch.Among([.. images, Image(50, one)]).Find([Image(50, one)], images).Copies);
    }

    [Fact]
    public void A_cohort_that_was_entered_twice_is_found_whole()
    {
        MarkedImage[] people = [.. Enumerable.Range(0, 8).Select(person => Image(person, DrawnImages.Of(person)))];
        MarkedImage[] again = [.. Enumerable.Range(0, 8).Select(person => Image(100 + person, DrawnImages.Copy(DrawnImages.Of(person))))];

        Assert.Equal(8, CopySearch.Among([.. people, .. again]).Find(again, people).Copies.Count);
    }

    [Fact]
    public void Two_people_tell_nothing_of_what_is_usual()
    {
        MarkedImage[] people = [Image(0, DrawnImages.Of(0)), Image(1, DrawnImages.Copy(DrawnImages.Of(0)))];

        Assert.Empty(CopySearch.Among(people).Find([people[0]], [people[1]]).Copies);
        Assert.Equal(0, CopySearch.Among([people[0]]).Usual);
    }

    [SkippableFact]
    public void NumPy_finds_the_same_usual_and_nearest_distances()
    {
        MarkedImage[] images = [.. Enumerable.Range(0, 25).Select(person => Image(person, DrawnImages.Of(person)))];
        var search = CopySearch.Among(images);
        var nearest = search.Find([.. images.Take(8)], [.. images.Skip(8)]).Nearest!.Value;

        var twin = Python.Run(
            "numpy",
            """
            import sys, numpy as np
            d = 1 - np.corrcoef(np.array([[float(x) for x in row.split()] for row in sys.argv[1].split(";")]))
            pairs = np.sort(d[np.triu_indices(len(d), 1)])
            usual = pairs[len(pairs) // 4]
            print(usual, d[:8, 8:].min() / usual)
            """,
            string.Join(';', images.Select(image => string.Join(' ', image.Mark.Thumbnail.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))))).Split(' ');

        Assert.Equal(double.Parse(twin[0], CultureInfo.InvariantCulture), search.Usual, 1e-7);
        Assert.Equal(double.Parse(twin[1], CultureInfo.InvariantCulture), nearest, 1e-4);
    }

    private static MarkedImage Image(int person, ImageMark mark) => new(("/caps/", $"sub-{person}"), "ses-M00", mark);
}
