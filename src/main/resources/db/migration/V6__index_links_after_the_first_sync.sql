-- Growing with every link of a first sync, it costs a fifth of it: Links makes it in one go when it first looks by a Marketo id.
DROP INDEX link_by_marketo_id;
