using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearRegression;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Subgroups;

/// <summary>Asks whether the probability of class 1 follows age, sex or site beyond the label. A person counts once, with the mean over the sessions of the first one's class.</summary>
internal static class ConfoundCheck
{
    /// <summary>Looks at each covariate by itself.</summary>
    /// <param name="images">The answers.</param>
    /// <param name="folds">The fold whose networks gave each: folds may answer higher or lower than others, whoever is in them.</param>
    /// <param name="covariates">Of the person of each.</param>
    public static ImmutableArray<Confound> Of(ImmutableArray<ImageLevelRow> images, int[] folds, ImageCovariates covariates) =>
    [
        .. Numbers("age", images, folds, covariates.Ages),
        .. Numbers("sex", images, folds, covariates.Sexes),
        .. Sites(images, folds, covariates.Sites),
    ];

    private static IEnumerable<Confound> Numbers(string column, ImmutableArray<ImageLevelRow> images, int[] folds, double[]? values) => values is null
        ? []
        : Test(column, images, folds, i => !double.IsNaN(values[i]), people => [.. people.Select(i => (double[])[values[i]])]);

    private static IEnumerable<Confound> Sites(ImmutableArray<ImageLevelRow> images, int[] folds, string[]? sites)
    {
        if (sites is null)
        {
            return [];
        }

        return Test("site", images, folds, i => sites[i].Length > 0, people => Indicators(people, i => sites[i], StringComparer.Ordinal));
    }

    // A column for each value but the first.
    private static double[][] Indicators<T>(int[] people, Func<int, T> value, IComparer<T> order)
    {
        T[] values = [.. people.Select(value).Distinct().Order(order).Skip(1)];
        return Array.ConvertAll(people, i => Array.ConvertAll(values, other => order.Compare(value(i), other) == 0 ? 1.0 : 0));
    }

    private static IEnumerable<Confound> Test(string column, ImmutableArray<ImageLevelRow> images, int[] folds, Func<int, bool> isKnown, Func<int[], double[][]> code)
    {
        var people = Enumerable.Range(0, images.Length).Where(isKnown).GroupBy(i => images[i].ParticipantId, StringComparer.Ordinal).ToList();
        int[] first = [.. people.Select(person => person.First())];
        double[] answers = [.. people.Select(person => person.Where(i => images[i].TrueLabel == images[person.First()].TrueLabel).Average(i => images[i].Proba1))];
        var labels = Array.ConvertAll(first, i => (double)images[i].TrueLabel!.Value);
        var columns = first.Length == 0 ? [] : code(first);
        if (columns.Length == 0 || columns[0].Length == 0 || labels.Distinct().Count() < 2 || columns.All(row => row.SequenceEqual(columns[0])))
        {
            yield break;
        }

        double[][] known = [.. labels.Zip(Indicators(first, i => folds[i], Comparer<int>.Default), (label, row) => (double[])[label, .. row])];
        var freedom = first.Length - 1 - known[0].Length - columns[0].Length;
        var without = Unexplained(known, answers);
        var with = freedom > 0 ? Unexplained([.. known.Zip(columns, (row, more) => (double[])[.. row, .. more])], answers) : double.NaN;
        if (with > 0 && without > 0)
        {
            var explained = Math.Max(0, 1 - (with / without));
            var f = (without - with) / columns[0].Length / (with / freedom);
            yield return new Confound(column, first.Length, explained, 1 - FisherSnedecor.CDF(columns[0].Length, freedom, Math.Max(0, f)));
        }
    }

    // The sum of squares that a linear model with an intercept leaves; NaN where the columns depend on each other, as a site whose people are all of one class may.
    private static double Unexplained(double[][] rows, double[] answers)
    {
        var means = Enumerable.Range(0, rows[0].Length).Select(column => rows.Average(row => row[column])).ToArray();
        double[][] centred = [.. rows.Select(row => row.Select((value, column) => value - means[column]).ToArray())];
        var mean = answers.Average();
        var design = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowArrays(centred);
        var target = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(Array.ConvertAll(answers, answer => answer - mean));
        if (design.Rank() < design.ColumnCount)
        {
            return double.NaN;
        }

        var left = target - (design * MultipleRegression.QR(design, target));
        return left.DotProduct(left);
    }
}
