product-failed = the product could not be made: { $reason }
    .mend = report it to the maintainers with the scheme and the workbooks
