"""`manual-atencion lint`: files and streams of drafts, judged by a manual. Start reading in `command`."""
