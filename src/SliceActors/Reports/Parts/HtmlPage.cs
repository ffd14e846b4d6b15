using System.Globalization;
using System.Net;
using System.Text;

namespace SliceActors.Reports.Parts;

/// <summary>Writes the body of a page. Everything that is not markup is escaped.</summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder body = new();
    private readonly List<(string Id, string Title)> sections = [];
    private int pictures;

    /// <summary>The sections so far.</summary>
    public IReadOnlyList<(string Id, string Title)> Sections => sections;

    /// <summary>The markup so far.</summary>
    public string Body => body.ToString();

    /// <summary>Text as markup.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>
    /// A number for readers that carries the cell of the table that it stands in, to the last digit. Empty where the cell is.
    /// </summary>
    public static string Number(string cell, string format = "0.000") => cell.Length == 0
        ? "n/a"
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? $"<data value=\"{Text(cell)}\">{value.ToString(format, CultureInfo.InvariantCulture)}</data>"
            : Text(cell);

    /// <summary>Begins a section.</summary>
    public void Section(string id, string title)
    {
        sections.Add((id, title));
        body.Append(CultureInfo.InvariantCulture, $"<h2 id=\"{id}\">{sections.Count}. {Text(title)}</h2>\n");
    }

    /// <summary>A heading within a section.</summary>
    public void Heading(string title) => body.Append(CultureInfo.InvariantCulture, $"<h3>{Text(title)}</h3>\n");

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text) => body.Append(CultureInfo.InvariantCulture, $"<p>{Text(text)}</p>\n");

    /// <summary>What a reader must not miss.</summary>
    public void Note(string text) => body.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Text(text)}</p>\n");

    /// <summary>A blank: what is not known of the study, and what fills it.</summary>
    public void Blank(string missing, string remedy) =>
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"blank\"><strong>Not filled:</strong> {Text(missing)} <strong>To fill it:</strong> {Text(remedy)}</p>\n");

    /// <summary>Text as it stands, such as a command.</summary>
    public void Verbatim(string text) => body.Append(CultureInfo.InvariantCulture, $"<pre>{Text(text)}</pre>\n");

    /// <summary>A table.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Cells as markup.</param>
    public void Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        body.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\"><table><caption>{Text(caption)}</caption><thead><tr>");
        foreach (var column in columns)
        {
            body.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Text(column)}</th>");
        }

        body.Append("</tr></thead><tbody>\n");
        foreach (var cells in rows)
        {
            body.Append("<tr>");
            for (var i = 0; i < cells.Count; i++)
            {
                body.Append(i == 0 ? $"<th scope=\"row\">{cells[i]}</th>" : $"<td>{cells[i]}</td>");
            }

            body.Append("</tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    /// <summary>A picture with its caption.</summary>
    public void Figure(string svg, string caption) => body.Append(Picture(svg, caption, string.Empty));

    /// <summary>Pictures side by side where the page is wide enough.</summary>
    public void Figures(params IEnumerable<(string Svg, string Caption)> pictures)
    {
        body.Append("<div class=\"pair\">\n");
        foreach (var (svg, caption) in pictures)
        {
            Figure(svg, caption);
        }

        body.Append("</div>\n");
    }

    /// <summary>Many small pictures side by side.</summary>
    public void Grid(IEnumerable<(string Svg, string Caption, bool IsOdd)> pictures)
    {
        body.Append("<div class=\"grid\">\n");
        foreach (var (svg, caption, isOdd) in pictures)
        {
            body.Append(Picture(svg, caption, isOdd ? " class=\"odd\"" : string.Empty));
        }

        body.Append("</div>\n");
    }

    // Names within a picture are those of its own only: on a page they have to differ.
    private string Picture(string svg, string caption, string attributes)
    {
        pictures++;
        var own = svg.Replace("clipPath id=\"", $"clipPath id=\"p{pictures}-", StringComparison.Ordinal).Replace("url(#", $"url(#p{pictures}-", StringComparison.Ordinal);
        return $"<figure{attributes}><div role=\"img\" aria-label=\"{Text(caption)}\">{own}</div><figcaption>{Text(caption)}</figcaption></figure>\n";
    }
}
