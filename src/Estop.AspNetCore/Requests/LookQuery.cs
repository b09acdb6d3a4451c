using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Estop.AspNetCore;

/// <summary>The options of a look as a query. All text: what does not fit is answered in the API's own words.</summary>
internal sealed class LookQuery
{
    public static readonly string[] Names = ["within"];

    [FromQuery(Name = "within")]
    [Description("How long to wait for threads that come to no safepoint: 500ms, 2s. Left out: 100ms.")]
    public string? Within { get; init; }

    public TimeSpan? Read(ICollection<FieldError> errors)
    {
        if (Within is null)
        {
            return null;
        }

        if (!DurationText.TryParse(Within, out var within))
        {
            errors.Add(new FieldError("within", Excerpt.Of(Within), "Is not a duration.", DurationText.Remedy));
        }

        return within;
    }
}
